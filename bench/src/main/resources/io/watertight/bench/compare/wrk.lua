-- Requests with tokens from a file of lines of one length.
-- Arguments: the file, the length of a line, the first line, how many lines, and "once" to read them on the way or "again"
-- to hold all of them, ready made, from the start.

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

local head, tail, lines, length, first, count, next, requests

function init(args)
  local path = wrk.path
  head = "GET " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nAuthorization: Bearer "
  tail = "\r\n\r\n"
  lines = assert(io.open(args[1], "r"))
  length = tonumber(args[2])
  first = tonumber(args[3])
  count = tonumber(args[4])
  next = 0
  exhausted = false -- global, so that done can read it
  lines:seek("set", first * length)
  if args[5] == "again" then
    requests = {}
    for i = 1, count do
      requests[i] = head .. lines:read("*l") .. tail
    end
  end
end

function request()
  if next == count then
    next = 0
    if not requests then
      exhausted = true
      lines:seek("set", first * length)
    end
  end
  next = next + 1
  if requests then
    return requests[next]
  end
  return head .. lines:read("*l") .. tail
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"refused":%d,"failed":%d,"exhausted":%s}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, tostring(threads[1]:get("exhausted"))))
end
