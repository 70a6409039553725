/** The tree of mailboxes. */
@NullMarked
package org.posthorn.webmail.folder;

import org.jspecify.annotations.NullMarked;
