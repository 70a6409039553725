/** The rules of the house, for this module. */
@NullMarked
package org.posthorn;

import org.jspecify.annotations.NullMarked;
