"""A case explained in; a governance paper as one value out, which every format renders and none adds to."""
