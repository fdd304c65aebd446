"""The command line: one file a subcommand; each parses, calls one library function, prints."""
