/** Tests of reading. */
@NullMarked
package org.posthorn.webmail.reading;

import org.jspecify.annotations.NullMarked;
