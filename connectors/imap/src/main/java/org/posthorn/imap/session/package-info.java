/** The state of a connection, what its handlers see of it, and what they answer. */
@NullMarked
package org.posthorn.imap.session;

import org.jspecify.annotations.NullMarked;
