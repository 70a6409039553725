/** Counts what accounts send and knows who may write for whom. */
@NullMarked
package org.posthorn.submission.control;

import org.jspecify.annotations.NullMarked;
