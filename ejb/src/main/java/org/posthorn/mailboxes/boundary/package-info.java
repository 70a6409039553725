/** Mailboxes and their messages: what IMAP, delivery and the web do with them. */
@NullMarked
package org.posthorn.mailboxes.boundary;

import org.jspecify.annotations.NullMarked;
