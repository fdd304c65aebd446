"""Reads findings and impression and says where one does not carry the other."""
