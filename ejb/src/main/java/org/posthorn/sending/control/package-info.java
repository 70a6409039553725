/** How mail of pages is written, kept back and filed. */
@NullMarked
package org.posthorn.sending.control;

import org.jspecify.annotations.NullMarked;
