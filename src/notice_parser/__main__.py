"""``notice-parser`` and ``python -m notice_parser`` → the command line."""

import signal


def run() -> None:
    """Run the command; Ctrl+C while it loads ends it without a word, since nothing has begun."""
    told = signal.getsignal(signal.SIGINT)
    if told is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .cli import main

    signal.signal(signal.SIGINT, told)
    main()


if __name__ == "__main__":
    run()
