"""LibreOffice kept ready: a host process that has it loaded, and a forked process for each document."""
