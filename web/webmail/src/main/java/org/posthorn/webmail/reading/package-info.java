/** One message, its parts and its octets. */
@NullMarked
package org.posthorn.webmail.reading;

import org.jspecify.annotations.NullMarked;
