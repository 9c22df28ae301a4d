-- What wrk asks: for each person in turn, as RECONAI_BENCH_PEOPLE names them; and what it tells when it ends.
local people = dofile(os.getenv("RECONAI_BENCH_PEOPLE"))
local path = os.getenv("RECONAI_BENCH_PATH")
local turn = 0

function request()
  turn = turn + 1
  local person = people[turn % #people + 1]
  local asked = path
  if #person.assets > 0 then
    asked = path:gsub("{asset}", person.assets[math.floor(turn / #people) % #person.assets + 1])
  end
  return "GET " .. asked .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n" .. person.headers .. "\r\n"
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("\nresult %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
