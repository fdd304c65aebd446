"""What the frozen program runs first; its worker processes too."""

from radvaluer_desktop.main import main

main()
