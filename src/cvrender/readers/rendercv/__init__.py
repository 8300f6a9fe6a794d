"""RenderCV (1.0 to 2.8) → the native shape: its ``cv`` part, without its design.

https://docs.rendercv.com/user_guide/structure_of_the_yaml_input_file/ describes the entry types.
"""

from cvrender.readers.base import Reader
from cvrender.readers.rendercv.cv import recognises, translate

READER = Reader("rendercv", "RenderCV", recognises, translate)
