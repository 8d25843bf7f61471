"""The settings of the benchmarks, with the cluster of the environment when there is one."""

import os

from bench.settings import *  # noqa: F403

SPS_ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
