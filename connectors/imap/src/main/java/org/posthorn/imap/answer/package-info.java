/** How commands are answered: done, or work that goes on; and what is said of what is refused. */
@NullMarked
package org.posthorn.imap.answer;

import org.jspecify.annotations.NullMarked;
