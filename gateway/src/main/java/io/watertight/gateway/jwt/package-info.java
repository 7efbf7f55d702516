/**
 * Who is asking: from the bytes of an Authorization field to a verified subject, or to one of a closed set of reasons
 * why not.
 *
 * <p>A token is taken apart strictly here, its HMAC is checked by JJWT, and only then are its claims read and judged
 * here: so everything that a stranger can send without the key is refused for its form or its signature, and an answer
 * says something about claims only to whoever holds a token that was really issued. JJWT's parser is not used: what it
 * leaves open (lenient base64url, dates as strings, compression, its own clock) had to be closed around it, at several
 * times the price of the check itself. The tests hold that every token accepted here is accepted by JJWT's parser too.
 *
 * <p>No token, claim or key is ever logged, nor part of a message. Nothing here blocks, knows Netty, or keeps state
 * from one token to the next: {@link io.watertight.gateway.jwt.TokenVerifier} may be shared by all event loops.
 */
@NullMarked
package io.watertight.gateway.jwt;

import org.jspecify.annotations.NullMarked;
