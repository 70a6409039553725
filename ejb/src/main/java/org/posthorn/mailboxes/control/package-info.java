/** The log of each mailbox, its views in memory and the writer that groups commits. */
@NullMarked
package org.posthorn.mailboxes.control;

import org.jspecify.annotations.NullMarked;
