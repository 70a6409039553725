/** SEARCH, SORT and THREAD: their responses, and results that are kept up to date. */
@NullMarked
package org.posthorn.imap.search;

import org.jspecify.annotations.NullMarked;
