-- HS256 tokens and a limit per subject in a shared dictionary.
local ffi = require "ffi"
local base64 = require "ngx.base64"

ffi.cdef [[
typedef struct hmac_ctx_st HMAC_CTX;
typedef struct evp_md_st EVP_MD;
typedef struct engine_st ENGINE;
HMAC_CTX *HMAC_CTX_new(void);
const EVP_MD *EVP_sha256(void);
int HMAC_Init_ex(HMAC_CTX *ctx, const void *key, int len, const EVP_MD *md, ENGINE *impl);
int HMAC_Update(HMAC_CTX *ctx, const unsigned char *data, size_t len);
int HMAC_Final(HMAC_CTX *ctx, unsigned char *md, unsigned int *len);
int CRYPTO_memcmp(const void *a, const void *b, size_t len);
]]

local C = ffi.C
local decode = base64.decode_base64url
local find, match, sub = string.find, string.match, string.sub

local _M = {}
_M.__index = _M

function _M.new(secret)
  local context = C.HMAC_CTX_new()
  assert(C.HMAC_Init_ex(context, secret, #secret, C.EVP_sha256(), nil) == 1)
  return setmetatable({
    context = context,
    signature = ffi.new("unsigned char[32]"),
    length = ffi.new("unsigned int[1]"),
    headers = {},
    known = 0,
  }, _M)
end

local function refuse()
  return ngx.exit(ngx.HTTP_UNAUTHORIZED)
end

-- Whether the encoded header names HS256; a few are remembered, and clients cannot make them many.
function _M:is_hs256(encoded)
  local answer = self.headers[encoded]
  if answer == nil then
    local header = decode(encoded)
    answer = header ~= nil and match(header, '"alg"%s*:%s*"([^"]*)"') == "HS256"
    if self.known < 100 then
      self.known = self.known + 1
      self.headers[encoded] = answer
    end
  end
  return answer
end

function _M:is_signed(message, encoded)
  local signature = decode(encoded)
  if signature == nil or #signature ~= 32 then
    return false
  end
  C.HMAC_Init_ex(self.context, nil, 0, nil, nil)
  C.HMAC_Update(self.context, message, #message)
  C.HMAC_Final(self.context, self.signature, self.length)
  return C.CRYPTO_memcmp(self.signature, signature, 32) == 0
end

-- The subject of the request's token; a request without a good one ends here with 401.
function _M:subject()
  local field = ngx.var.http_authorization
  if field == nil or sub(field, 1, 7) ~= "Bearer " then
    return refuse()
  end
  local first = find(field, ".", 8, true)
  local second = first and find(field, ".", first + 1, true)
  if not second
    or not self:is_hs256(sub(field, 8, first - 1))
    or not self:is_signed(sub(field, 8, second - 1), sub(field, second + 1)) then
    return refuse()
  end
  local claims = decode(sub(field, first + 1, second - 1))
  local subject = claims and match(claims, '"sub"%s*:%s*"([^"]*)"')
  local expiry = claims and tonumber(match(claims, '"exp"%s*:%s*(%d+)'))
  if not subject or not expiry or expiry < ngx.time() then
    return refuse()
  end
  return subject
end

function _M:limit(counters, most, window)
  local subject = self:subject()
  local count = counters:incr(subject, 1, 0, window)
  if count == nil or count > most then
    return ngx.exit(ngx.HTTP_TOO_MANY_REQUESTS)
  end
end

return _M
