package io.watertight.bench.compare;

import java.nio.file.Path;

/**
 * The requests of one round: whose tokens they carry.
 *
 * @param tokens a file of tokens, one a line, all lines of one length
 * @param lineBytes that length, the end of the line included
 * @param first the line to begin with
 * @param count so many lines belong to the round; after the last comes the first again
 * @param once whether no line is to be used twice, so that a round that needs more is not valid
 */
record Traffic(Path tokens, int lineBytes, long first, long count, boolean once) {}
