/** Tests. */
@NullMarked
package org.posthorn.tlspolicy.boundary;

import org.jspecify.annotations.NullMarked;
