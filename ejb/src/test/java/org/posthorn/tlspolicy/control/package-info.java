/** Tests. */
@NullMarked
package org.posthorn.tlspolicy.control;

import org.jspecify.annotations.NullMarked;
