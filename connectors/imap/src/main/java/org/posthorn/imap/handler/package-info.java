/** What the commands do: one class for each. */
@NullMarked
package org.posthorn.imap.handler;

import org.jspecify.annotations.NullMarked;
