/** IMAP as a resource adapter. */
@NullMarked
package org.posthorn.imap.ra;

import org.jspecify.annotations.NullMarked;
