# What ``__init__.py`` imports late, for type checkers. As nothing is imported there, the import
# contracts hold without exception.
from cvrender.api import (
    check as check,
)
from cvrender.api import (
    load as load,
)
from cvrender.api import (
    load_letter as load_letter,
)
from cvrender.api import (
    render as render,
)
from cvrender.api import (
    verify_document as verify_document,
)
from cvrender.errors import (
    CvrenderError as CvrenderError,
)
from cvrender.errors import (
    Fault as Fault,
)
from cvrender.errors import (
    LostLinesError as LostLinesError,
)
from cvrender.errors import (
    MachineError as MachineError,
)
from cvrender.errors import (
    SourceError as SourceError,
)
from cvrender.errors import (
    UsageError as UsageError,
)
from cvrender.job import Job as Job
from cvrender.model import CV as CV
from cvrender.model import Letter as Letter
from cvrender.outline import Outline as Outline
from cvrender.readers.base import Reader as Reader
from cvrender.renderers.base import Renderer as Renderer
from cvrender.theme import Theme as Theme
from cvrender.verify import Finding as Finding
from cvrender.verify import Report as Report

__version__: str
REPOSITORY: str
