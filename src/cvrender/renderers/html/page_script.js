// A button beside each e-mail address and telephone number that copies it; none where that cannot be.
"use strict";
const words = document.querySelector("main").dataset;
for (const link of document.querySelectorAll('.contact a[href^="mailto:"], .contact a[href^="tel:"]')) {
  if (!navigator.clipboard) break;
  const mail = link.href.startsWith("mailto:");
  const address = mail ? decodeURIComponent(link.href.slice(7).split("?")[0]) : link.textContent.trim();
  const button = document.createElement("button");
  const say = (word) => {
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${address}`);
  };
  say(words.copy);
  button.type = "button";
  button.className = "copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    say(words.copied);
    setTimeout(say, 2000, words.copy);
  });
  link.closest(".contact").append(button);
}
