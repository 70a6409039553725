@NullMarked
package org.posthorn.sending.boundary;

import org.jspecify.annotations.NullMarked;
