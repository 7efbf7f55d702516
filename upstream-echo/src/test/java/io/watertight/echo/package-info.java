/** The echo server seen from outside: through sockets, through the JDK's HTTP client, and as a process. */
@NullMarked
package io.watertight.echo;

import org.jspecify.annotations.NullMarked;
