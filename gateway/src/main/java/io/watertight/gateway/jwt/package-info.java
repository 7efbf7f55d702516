/**
 * Who is asking: from the bytes of an Authorization field to a verified subject, or to one of a closed set of reasons
 * why not.
 *
 * <p>A token is taken apart strictly here, its HMAC is checked by the JDK's, and only then are its claims read and judged
 * here: so everything that a stranger can send without the key is refused for its form or its signature, and an answer
 * says something about claims only to whoever holds a token that was really issued. JJWT is not used on the way: what its
 * parser leaves open (lenient base64url, dates as strings, compression, its own clock) had to be closed around it, at several
 * times the price of the check itself. It is the oracle of the tests, which hold that every token accepted here is accepted
 * by JJWT's parser too, and Jackson that of the JSON.
 *
 * <p>No token, claim or key is ever logged, nor part of a message. Nothing here blocks, knows Netty, or
 * caches a verdict: {@link io.watertight.gateway.jwt.TokenVerifier} may be shared by all event loops, and gives each thread
 * memory of its own that it uses again for each token.
 */
@NullMarked
package io.watertight.gateway.jwt;

import org.jspecify.annotations.NullMarked;
