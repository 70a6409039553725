/** What people do to messages and mailboxes. */
@NullMarked
package org.posthorn.webmail.action;

import org.jspecify.annotations.NullMarked;
