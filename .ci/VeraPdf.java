import java.io.FileInputStream;
import java.io.InputStream;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * veraPDF: what is against PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) in the files named.
 *
 * <p>Compiled and run with the jar on the class path: {@code java -cp FOLDER:JAR VeraPdf FILE…}. Prints a
 * line for each rule broken, and nothing where all hold; a file that cannot be parsed ends it.
 */
public final class VeraPdf {
    private static final String[] PROFILES = {"PDFUA-1", "PDFA-3A"};

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : PROFILES) {
            ValidationProfile profile = profile(name);
            for (String file : files) {
                validate(file, profile);
            }
        }
    }

    private static ValidationProfile profile(String name) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream xml = Profiles.class.getResourceAsStream(path)) {
            return Profiles.profileFromXml(xml);
        }
    }

    private static void validate(String file, ValidationProfile profile) throws Exception {
        try (InputStream data = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(data, profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            for (TestAssertion broken : validator.validate(parser).getTestAssertions()) {
                System.out.println(file + ": " + broken.getRuleId() + ": " + broken.getMessage());
            }
        }
    }
}
