/**
 * Shows a verdict: one self-contained HTML page, the JSON it is made from, and a table for the terminal.
 *
 * <p>{@link io.watertight.bench.report.ProofReport} is the whole content as plain records; it is written as JSON and the
 * page is rendered from nothing else, so a page can be made again from its JSON at any time. {@link
 * io.watertight.bench.report.ReportAssembler} fills it from evidence and verdict.
 *
 * <p>Nothing here judges: what the page says was decided in {@code proof}. The page needs no script, no font and no file
 * beside it, and every text in it is escaped.
 */
@NullMarked
package io.watertight.bench.report;

import org.jspecify.annotations.NullMarked;
