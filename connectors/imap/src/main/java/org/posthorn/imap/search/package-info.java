/** Finds the messages that SEARCH asks for, by the cheapest means that decides. */
@NullMarked
package org.posthorn.imap.search;

import org.jspecify.annotations.NullMarked;
