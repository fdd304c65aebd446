"""What a frozen tree is made of: its bill of materials and the notices of third parties."""
