/** Database transactions for those who decide themselves where one begins and ends. */
@NullMarked
package org.posthorn.transactions.boundary;

import org.jspecify.annotations.NullMarked;
