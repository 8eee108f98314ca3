"""Kế hoạch Desktop: a commune office's plan turned into tasks, results and papers. This module only names the program."""

APP_NAME = "Kế hoạch Desktop"
