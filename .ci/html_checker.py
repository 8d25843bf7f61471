"""The Nu HTML checker as a local HTTP service: one Java for a whole test session."""

from downloads import checker_home
from machine import Process, answers, find_java, free_port, give, run_dir, wait_until


class HtmlChecker:
    """Takes a page by POST, answers its errors as JSON (`?out=json`)."""

    def __init__(self) -> None:
        self.process = Process(run_dir() / "html-checker")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.process.port}/"

    def running(self) -> bool:
        return self.process.alive() and answers(self.url)

    def start(self) -> None:
        if self.running():
            return
        self.process.stop()
        jars = checker_home()
        self.process.folder.mkdir(parents=True, exist_ok=True)
        give(self.process.folder)
        port = free_port(self.process.port)
        options = ["-Xmx384m", "-Dnu.validator.servlet.bind-address=127.0.0.1"]
        options.append(f"-Dsps.folder={self.process.folder}")
        main = ["-cp", f"{jars}/*", "nu.validator.servlet.Main", str(port)]
        self.process.start([str(find_java(17)), *options, *main], port)
        wait_until(self.running, "le vérificateur HTML", self.process.folder / "output.log", patience=60)

    def stop(self) -> None:
        self.process.stop()
