/** The rows of such keys. RFC 4467. */
@NullMarked
package org.posthorn.urlkeys.control;

import org.jspecify.annotations.NullMarked;
