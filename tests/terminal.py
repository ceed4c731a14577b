"""terminal.py - for the T*.sh scripts: a program that asks at a terminal."""
import os
import pty


def talk(arguments, answers):
    """Runs the program, gives the next answer at each "> "; its exit status and all it said."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(arguments[0], arguments)
    text = b""
    for answer in answers:
        while not text.endswith(b"> "):
            text += os.read(fd, 4096)
        os.write(fd, answer.encode())
        text = text[:-1]
    try:
        while True:
            text += os.read(fd, 4096)
    except OSError:
        pass
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text.decode()
