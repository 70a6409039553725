/** The annotations of mailboxes and of the server. */
@NullMarked
package org.posthorn.annotations.boundary;

import org.jspecify.annotations.NullMarked;
