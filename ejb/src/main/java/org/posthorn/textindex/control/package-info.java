/** Indexes of mailboxes, by Lucene. */
@NullMarked
package org.posthorn.textindex.control;

import org.jspecify.annotations.NullMarked;
