/** The list of messages: which there are, and what a row says. */
@NullMarked
package org.posthorn.webmail.list;

import org.jspecify.annotations.NullMarked;
