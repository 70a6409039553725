/** Writes the untagged responses that commands and notifications share. */
@NullMarked
package org.posthorn.imap.response;

import org.jspecify.annotations.NullMarked;
