"""What every test gets; see the modules named below for what each one can ask for."""

pytest_plugins = [
    "tests.pristine",
    "tests.services",
    "tests.html_checker",
    "tests.strictness",
    "tests.days",
    "tests.planted",
]
