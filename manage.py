#!/usr/bin/env python
"""Run a Newsroom command: `manage.py help` lists them."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line

        from newsroom.env import SettingError
    except ImportError as error:
        sys.exit(f"{error}. Run it as .venv/bin/python manage.py, after make install.")
    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(f"Newsroom cannot start: {error}")


if __name__ == "__main__":
    main()
