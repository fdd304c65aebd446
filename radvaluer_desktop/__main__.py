"""Lets ``python -m radvaluer_desktop`` start the program."""

from radvaluer_desktop.main import main

if __name__ == "__main__":
    main()
