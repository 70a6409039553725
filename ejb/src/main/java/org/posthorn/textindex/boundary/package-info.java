/** Which messages may have a text, so that a search reads only those. */
@NullMarked
package org.posthorn.textindex.boundary;

import org.jspecify.annotations.NullMarked;
