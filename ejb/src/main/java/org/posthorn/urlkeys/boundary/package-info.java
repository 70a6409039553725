/** Keys that make URLs of messages valid. RFC 4467. */
@NullMarked
package org.posthorn.urlkeys.boundary;

import org.jspecify.annotations.NullMarked;
