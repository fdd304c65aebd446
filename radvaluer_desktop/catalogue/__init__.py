"""The models of this installation: the embedded one and those that the user added."""
