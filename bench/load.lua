-- The addresses of a file in turn, each with a query string that was never seen before.
-- Arguments: the file, and a mark that tells this run from the others.
local paths, number, mark = {}, 0, ""

function init(arguments)
  for path in io.lines(arguments[1]) do paths[#paths + 1] = path end
  mark = arguments[2]
  wrk.headers["X-Forwarded-Proto"] = "https"
end

function request()
  number = number + 1
  local path = paths[(number - 1) % #paths + 1]
  local joint = path:find("?", 1, true) and "&" or "?"
  return wrk.format("GET", path .. joint .. "vu=" .. mark .. number)
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    "{\"requests\": %d, \"seconds\": %f, \"failed\": %d, \"p50\": %f, \"p99\": %f}\n",
    summary.requests, summary.duration / 1e6,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
